//! Runs learned weights on one core, without a runtime for models: dense layers, and a small sentence encoder with
//! weights of 8 bits. A crate of its own so that it is optimised in development builds too.

mod dense;
mod encoder;
mod matrix;
mod reader;

pub use dense::{Layer, dot};
pub use encoder::Encoder;
pub use reader::{DamagedWeights, Reader};
