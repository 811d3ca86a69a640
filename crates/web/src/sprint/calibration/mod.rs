//! How often forecasts came true, at a glance and one by one.

mod calibration_page;
mod lines;
mod pace_chart;

use axum::routing::get;

use crate::routes::Routes;

pub fn routes() -> Routes {
    Routes::default().at("/{workspace}/{product}/calibration", get(calibration_page::show)).query(
        "/api/v1/{workspace}/{product}/calibration",
        "How often forecasts of 50, 85 and 95 % came true: of the pace and of features and releases, and each of them.",
        calibration_page::query,
    )
}
