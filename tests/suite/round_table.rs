//! The round table under several hands at once: on both databases, against a model written apart.
