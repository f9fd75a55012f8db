"""Pure calculations: frames and numbers in, frames and numbers out."""
