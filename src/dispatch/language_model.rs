//! The language model of the instance, which is loaded while the database is opened.

use std::sync::Arc;

use futures_util::future::{BoxFuture, Shared};

use crate::answers::NluModel;

/// The language model, once it is loaded; no update is handled before.
pub type NluModelFuture = Shared<BoxFuture<'static, Arc<NluModel>>>;
