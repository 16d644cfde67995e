//! A request of the bot, read and checked as far as that needs no state: the known methods, typed
//! parameters, texts and keyboards.

mod method_table;
mod params;
pub(crate) mod reply_markup;
pub(crate) mod text_params;

pub(crate) use method_table::find_method;
pub use method_table::method_names;
pub(crate) use params::{CALLBACK_QUERY_TOO_OLD, Params};
pub use params::{Upload, Uploads};
