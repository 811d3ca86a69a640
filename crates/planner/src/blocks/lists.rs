//! What a row's own variables, or those of two rows together, can make of every room.

/// Points of one list at most; a list that has more is of no use.
const POINTS_MAX: usize = 4_000;

/// A variable: its place, its gain and what it takes of the first and second row.
pub(super) type Member = (usize, f64, [f64; 2]);

/// A choice of variables.
#[derive(Clone)]
struct Point {
    sizes: [f64; 2],
    worth: f64,
    /// What it is worth beyond the price of its room.
    surplus: f64,
    /// The last variable put in, and where the ones before it stand, in `List::put`.
    last: u32,
}

impl Point {
    fn fits(&self, left: [f64; 2]) -> bool {
        self.sizes[0] <= left[0] + 1e-9 && self.sizes[1] <= left[1] + 1e-9
    }
}

/// Choices that none of the same sizes or less betters.
pub(super) struct List {
    by_surplus: Vec<Point>,
    /// The same, the greatest worth first.
    by_worth: Vec<Point>,
    /// For each cell of a grid over the room, where the first that may fit stands in either.
    firsts: Vec<[u32; 2]>,
    /// Cells per unit of room, each way.
    scale: [f64; 2],
    put: Vec<(u32, u32)>,
}

/// Cells of the grid each way.
const CELLS: usize = 16;

const NONE: u32 = u32::MAX;

impl List {
    /// Of these variables, all choices within the limits that fall short of the sum of surpluses above zero by at most `room`.
    pub fn of(members: &[Member], limits: [f64; 2], prices: [f64; 2], room: f64) -> Option<Self> {
        let surplus = |member: &Member| member.1 - prices[0] * member.2[0] - prices[1] * member.2[1];
        let mut members = members.to_vec();
        members.sort_by(|a, b| surplus(b).total_cmp(&surplus(a)).then(a.0.cmp(&b.0)));
        let mut put = Vec::new();
        let mut points = vec![Point { sizes: [0.0; 2], worth: 0.0, surplus: 0.0, last: NONE }];
        let mut rest: f64 = members.iter().map(|member| surplus(member).max(0.0)).sum();
        let least = rest - room;
        for member in &members {
            let own = surplus(member);
            rest -= own.max(0.0);
            let mut with = Vec::new();
            for point in &points {
                let sizes = [point.sizes[0] + member.2[0], point.sizes[1] + member.2[1]];
                if sizes[0] <= limits[0] + 1e-9 && sizes[1] <= limits[1] + 1e-9 {
                    put.push((member.0 as u32, point.last));
                    let last = put.len() as u32 - 1;
                    with.push(Point {
                        sizes,
                        worth: point.worth + member.1,
                        surplus: point.surplus + own,
                        last,
                    });
                }
            }
            points.append(&mut with);
            points.retain(|point| point.surplus + rest >= least);
            points = best_of_each_size(points);
            if points.len() > POINTS_MAX {
                return None;
            }
        }
        points.sort_by(|a, b| b.surplus.total_cmp(&a.surplus));
        let mut by_worth = points.clone();
        by_worth.sort_by(|a, b| b.worth.total_cmp(&a.worth));
        let scale = limits.map(|limit| CELLS as f64 / limit.max(1e-9));
        let mut list = Self { by_surplus: points, by_worth, firsts: Vec::new(), scale, put };
        list.lay_grid();
        Some(list)
    }

    fn lay_grid(&mut self) {
        for cell in 0..(CELLS + 1) * (CELLS + 1) {
            // The last cell each way has no end.
            let end =
                |at: usize, scale: f64| if at < CELLS { (at + 1) as f64 / scale } else { f64::INFINITY };
            let ends = [end(cell / (CELLS + 1), self.scale[0]), end(cell % (CELLS + 1), self.scale[1])];
            let first =
                |points: &[Point]| points.iter().position(|point| point.fits(ends)).unwrap_or(points.len());
            self.firsts.push([first(&self.by_surplus) as u32, first(&self.by_worth) as u32]);
        }
    }

    fn first(&self, left: [f64; 2]) -> [u32; 2] {
        let cell = |at: usize| ((left[at] * self.scale[at]) as usize).min(CELLS);
        self.firsts[cell(0) * (CELLS + 1) + cell(1)]
    }

    pub fn len(&self) -> usize {
        self.by_surplus.len()
    }

    /// The greatest surplus that fits; none where it is too small to be listed.
    pub fn surplus(&self, left: [f64; 2]) -> Option<f64> {
        let points = &self.by_surplus[self.first(left)[0] as usize..];
        points.iter().find(|point| point.fits(left)).map(|point| point.surplus)
    }

    /// The greatest worth that fits, and which choice that is.
    pub fn best(&self, left: [f64; 2]) -> Option<(f64, u32)> {
        let points = &self.by_worth[self.first(left)[1] as usize..];
        points.iter().find(|point| point.fits(left)).map(|point| (point.worth, point.last))
    }

    /// The variables of a choice.
    pub fn columns(&self, last: u32) -> Vec<usize> {
        let mut columns = Vec::new();
        let mut at = last;
        while at != NONE {
            let (column, before) = self.put[at as usize];
            columns.push(column as usize);
            at = before;
        }
        columns
    }
}

/// Drops points that another of no greater sizes betters.
fn best_of_each_size(mut points: Vec<Point>) -> Vec<Point> {
    points.sort_by(|a, b| {
        a.sizes[0]
            .total_cmp(&b.sizes[0])
            .then(a.sizes[1].total_cmp(&b.sizes[1]))
            .then(b.worth.total_cmp(&a.worth))
    });
    // Second size and worth of those kept so far, both rising.
    let mut stairs: Vec<(f64, f64)> = Vec::new();
    points.retain(|point| {
        let at = stairs.partition_point(|step| step.0 <= point.sizes[1]);
        if at > 0 && stairs[at - 1].1 >= point.worth {
            return false;
        }
        let worse = stairs[at..].iter().take_while(|step| step.1 <= point.worth).count();
        stairs.splice(at..at + worse, [(point.sizes[1], point.worth)]);
        true
    });
    points
}
