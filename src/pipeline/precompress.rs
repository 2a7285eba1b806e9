//! Compressed files beside the files that they are made of, by the setting `precompress`.

use std::io;

use super::{OutputInput, Sink};
use crate::render::{Artifact, compress};
use crate::text::Checksum;
use crate::text::encoding::Encoding;

/// Hands the encodings of each file on to another sink together with the file.
pub(super) struct Precompress<'s, S> {
    pub(super) sink: &'s S,
    pub(super) encodings: &'s [Encoding],
}

impl<S: Sink> Precompress<'_, S> {
    /// The input of a file and its encodings.
    fn input(&self, input: &OutputInput) -> OutputInput {
        OutputInput { site: Checksum::of_value(&(input.site, self.encodings)), ..*input }
    }

    /// Encodes a file that has no input: it is made in each build, but it is not compressed again if it stays the same.
    fn take_alone(&self, file: Artifact) -> io::Result<Vec<S::Output>> {
        if !compress::shrinks(&file) {
            return self.sink.take(vec![file], None);
        }
        let input = OutputInput::of_data(Checksum::of_value(&(&file.path, Checksum::of(&file.bytes), self.encodings)));
        let encoded = match self.sink.reuse(&input) {
            Some(outputs) => outputs,
            None => self.sink.take(compress::encodings(&file, self.encodings), Some(&input))?,
        };
        Ok(self.sink.take(vec![file], None)?.into_iter().chain(encoded).collect())
    }
}

impl<S: Sink> Sink for Precompress<'_, S> {
    type Output = S::Output;

    fn reuse(&self, input: &OutputInput) -> Option<Vec<S::Output>> {
        self.sink.reuse(&self.input(input))
    }

    fn take(&self, mut files: Vec<Artifact>, input: Option<&OutputInput>) -> io::Result<Vec<S::Output>> {
        let Some(input) = input else {
            let outputs: io::Result<Vec<Vec<S::Output>>> = files.into_iter().map(|file| self.take_alone(file)).collect();
            return Ok(outputs?.into_iter().flatten().collect());
        };
        let encoded: Vec<Artifact> = files.iter().flat_map(|file| compress::encodings(file, self.encodings)).collect();
        files.extend(encoded);
        self.sink.take(files, Some(&self.input(input)))
    }

    fn keeps(&self) -> bool {
        self.sink.keeps()
    }
}
