//! Feedback that came in by itself: the address is open, the form may stand on the firm's own site, and somebody whom nobody
//! knows yet has written a mail.

use super::{Cast, Teller};
use crate::discovery::ways_in::allow_origin::AllowOrigin;
use crate::discovery::ways_in::open_mailbox::OpenMailbox;
use crate::discovery::ways_in::take_in_mail::TakeInMail;
use crate::spine::actor::{Actor, Door};
use crate::spine::refusal::Result;
use crate::spine::run::run;

const MAIL: &str = "Hello,

our accountant closes the month on the third. Until then I copy every payment by hand from the bank to your list. Could the two agree by themselves?

Am 10.11.26 um 09:12 schrieb Larkbill <news@larkbill.example>:
> Invoicing 4.7 is there: know when the money will land.

-- 
Hanna Lindqvist
Foxglove Print, Malmö";

pub(super) fn open(teller: &mut Teller<'_>, cast: &Cast) -> Result<()> {
    let product = cast.firm.product;
    let mailbox = teller.does(cast, "Ines", 30, &OpenMailbox { product })?.id;
    let origin = "https://www.larkbill.example".into();
    teller.does(cast, "Ines", 30, &AllowOrigin { product, origin })?;
    let mail = TakeInMail {
        mailbox,
        message_id: "month@foxglove.example".into(),
        answers: Vec::new(),
        sender_name: "Hanna Lindqvist".into(),
        sender_email: "hanna@foxglove.example".into(),
        subject: "Closing the month".into(),
        text: MAIL.into(),
        files: Vec::new(),
        left_out: Vec::new(),
    };
    let (program, moment) = (Actor::program(cast.firm.workspace, Door::Mail), teller.moment(4));
    run(teller.tx, &program, &moment, &mail)?;
    Ok(())
}
