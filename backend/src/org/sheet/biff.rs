//! The records of an `.xls` workbook, inspected before it is parsed. The parser holds every sheet
//! as a full rectangle, repeats a shared text in each of its cells and writes formulas out, so a
//! small file could ask for gigabytes. Here every cell is counted with its text, rectangles are
//! bounded, and formulas, which nobody needs, are emptied.

use std::{collections::BTreeSet, ops::Range};

use tongyu_shared::org::sheet::SheetError;

use super::limits::{Budget, MAX_SHEETS};

/// Places in the rectangles around the cells of all sheets together.
const MAX_AREA: u64 = 2_000_000;
/// What a sheet may announce as its size: all rows and columns of the format.
const MAX_ANNOUNCED: u64 = 65_536 * 256;
/// Continuations of one record; one of 5 MB has some 640.
const MAX_CONTINUED: usize = 20_000;
/// UTF-8 bytes of a character of the format, at most.
const CHAR_BYTES: usize = 3;

/// Kinds of records, as the format numbers them.
mod kind {
    pub const FORMULA: u16 = 0x0006;
    pub const END: u16 = 0x000A;
    pub const DEFINED_NAME: u16 = 0x0018;
    pub const FILE_PASS: u16 = 0x002F;
    pub const CONTINUE: u16 = 0x003C;
    pub const BOUND_SHEET: u16 = 0x0085;
    pub const MULTIPLE_NUMBERS: u16 = 0x00BD;
    pub const RICH_STRING: u16 = 0x00D6;
    pub const SHARED_STRINGS: u16 = 0x00FC;
    pub const SHARED_LABEL: u16 = 0x00FD;
    pub const DIMENSIONS: u16 = 0x0200;
    pub const NUMBER: u16 = 0x0203;
    pub const LABEL: u16 = 0x0204;
    pub const TRUTH_OR_ERROR: u16 = 0x0205;
    pub const FORMULA_STRING: u16 = 0x0207;
    pub const SHORT_NUMBER: u16 = 0x027E;
    pub const BEGIN: u16 = 0x0809;
    /// Not a record of the format: the parser passes over it.
    pub const NOTHING: u16 = 0xFFFF;
}

/// Refuses a workbook that asks for a password, carries macro sheets or would cost too much, and
/// empties its formulas and defined names.
///
/// # Errors
/// The [`SheetError`] that fits.
pub fn inspect(stream: &mut [u8]) -> Result<(), SheetError> {
    let globals = inspect_globals(stream)?;
    let mut budget = Budget::default();
    let mut area = 0;
    for start in globals.sheets {
        area += inspect_sheet(stream, start, &globals.lengths, &mut budget)?;
        if area > MAX_AREA {
            return Err(SheetError::TooManyCells);
        }
    }
    Ok(())
}

/// Where a record's content lies in the stream.
struct Record {
    kind: u16,
    content: Range<usize>,
}

/// The record at this place; nothing at the stream's end.
fn record(stream: &[u8], at: usize) -> Result<Option<Record>, SheetError> {
    if at == stream.len() {
        return Ok(None);
    }
    let start = at + 4;
    let end = start + usize::from(word(stream, at + 2)?);
    if end > stream.len() {
        return Err(SheetError::Broken);
    }
    Ok(Some(Record {
        kind: word(stream, at)?,
        content: start..end,
    }))
}

fn word(bytes: &[u8], at: usize) -> Result<u16, SheetError> {
    let pair = bytes
        .get(at..)
        .and_then(|rest| rest.first_chunk())
        .ok_or(SheetError::Broken)?;
    Ok(u16::from_le_bytes(*pair))
}

fn double_word(bytes: &[u8], at: usize) -> Result<usize, SheetError> {
    let four = bytes
        .get(at..)
        .and_then(|rest| rest.first_chunk())
        .ok_or(SheetError::Broken)?;
    usize::try_from(u32::from_le_bytes(*four)).map_err(|_| SheetError::Broken)
}

/// What the first part of the stream says about the rest.
#[derive(Default)]
struct Globals {
    /// Where the sheets begin.
    sheets: BTreeSet<usize>,
    /// Characters of each shared text.
    lengths: Vec<u16>,
}

fn inspect_globals(stream: &mut [u8]) -> Result<Globals, SheetError> {
    let mut globals = Globals::default();
    let mut at = 0;
    while let Some(found) = record(stream, at)? {
        let content = stream.get(found.content.clone()).unwrap_or_default();
        match found.kind {
            kind::FILE_PASS => return Err(SheetError::Encrypted),
            kind::BOUND_SHEET => {
                if content.get(5) == Some(&1) {
                    return Err(SheetError::HasMacros); // a macro sheet of Excel 4
                }
                // Two names for one place would double the work.
                let start = double_word(content, 0)?;
                if start >= stream.len() || !globals.sheets.insert(start) {
                    return Err(SheetError::Broken);
                }
                if globals.sheets.len() > MAX_SHEETS {
                    return Err(SheetError::TooManyCells);
                }
            }
            kind::SHARED_STRINGS => globals.lengths = text_lengths(stream, &found.content)?,
            kind::DEFINED_NAME => rename_to_nothing(stream, at),
            kind::END => return Ok(globals),
            _ => {}
        }
        at = found.content.end;
    }
    Ok(globals)
}

fn rename_to_nothing(stream: &mut [u8], at: usize) {
    if let Some(name) = stream.get_mut(at..at + 2) {
        name.copy_from_slice(&kind::NOTHING.to_le_bytes());
    }
}

/// Inspects a sheet and gives the area of the rectangle around its cells.
fn inspect_sheet(
    stream: &mut [u8],
    start: usize,
    lengths: &[u16],
    budget: &mut Budget,
) -> Result<u64, SheetError> {
    let mut bounds = Bounds::default();
    // Charts are nested parts with cells of their own, which the parser passes over.
    let mut depth = 0_usize;
    let mut formula = (0, 0);
    let mut at = start;
    while let Some(found) = record(stream, at)? {
        at = found.content.end;
        let content = stream.get(found.content.clone()).unwrap_or_default();
        match found.kind {
            kind::BEGIN => depth += 1,
            kind::END if depth <= 1 => break,
            kind::END => depth -= 1,
            _ if depth > 1 => {}
            kind::DIMENSIONS => check_announced(content)?,
            kind::FORMULA_STRING => {
                budget.take(formula.0, formula.1, content.len() * CHAR_BYTES)?;
            }
            kind::MULTIPLE_NUMBERS => {
                let (row, first) = place(content)?;
                let numbers =
                    u32::try_from(content.len().saturating_sub(6) / 6).unwrap_or(u32::MAX);
                for column in first..first.saturating_add(numbers) {
                    bounds.take(budget, row, column, 0)?;
                }
            }
            kind::NUMBER | kind::SHORT_NUMBER | kind::TRUTH_OR_ERROR => {
                let (row, column) = place(content)?;
                bounds.take(budget, row, column, 0)?;
            }
            kind::LABEL | kind::RICH_STRING => {
                let (row, column) = place(content)?;
                bounds.take(budget, row, column, content.len() * CHAR_BYTES)?;
            }
            kind::SHARED_LABEL => {
                let (row, column) = place(content)?;
                let length = lengths
                    .get(double_word(content, 6)?)
                    .copied()
                    .unwrap_or_default();
                bounds.take(budget, row, column, usize::from(length) * CHAR_BYTES)?;
            }
            kind::FORMULA => {
                let (row, column) = place(content)?;
                formula = (row, column);
                bounds.take(budget, row, column, 0)?;
                let tokens = (found.content.start + 20).min(found.content.end)..found.content.end;
                stream.get_mut(tokens).unwrap_or_default().fill(0);
            }
            _ => {}
        }
    }
    Ok(bounds.area())
}

/// Row and column at the beginning of a cell's record.
fn place(content: &[u8]) -> Result<(u32, u32), SheetError> {
    Ok((word(content, 0)?.into(), word(content, 2)?.into()))
}

/// The parser reserves room for the size that a sheet announces.
fn check_announced(content: &[u8]) -> Result<(), SheetError> {
    let (first_row, last_row, last_column) = if content.len() == 10 {
        (
            word(content, 0)?.into(),
            word(content, 2)?.into(),
            word(content, 6)?,
        )
    } else {
        (
            double_word(content, 0)?,
            double_word(content, 4)?,
            word(content, 10)?,
        )
    };
    let rows = last_row.checked_sub(first_row).ok_or(SheetError::Broken)? as u64;
    if rows.saturating_mul(u64::from(last_column)) > MAX_ANNOUNCED {
        return Err(SheetError::TooManyCells);
    }
    Ok(())
}

/// The rectangle around the cells so far.
#[derive(Default)]
struct Bounds {
    corners: Option<((u32, u32), (u32, u32))>,
}

impl Bounds {
    fn take(
        &mut self,
        budget: &mut Budget,
        row: u32,
        column: u32,
        bytes: usize,
    ) -> Result<(), SheetError> {
        budget.take(row, column, bytes)?;
        let (first, last) = self.corners.unwrap_or(((row, column), (row, column)));
        self.corners = Some((
            (first.0.min(row), first.1.min(column)),
            (last.0.max(row), last.1.max(column)),
        ));
        Ok(())
    }

    fn area(&self) -> u64 {
        self.corners.map_or(0, |(first, last)| {
            u64::from(last.0 - first.0 + 1) * u64::from(last.1 - first.1 + 1)
        })
    }
}

/// Characters of each shared text. The table runs over a record and its continuations; a text may
/// be cut between two of them, and then says anew whether its characters are wide.
fn text_lengths(stream: &[u8], first: &Range<usize>) -> Result<Vec<u16>, SheetError> {
    let mut parts = vec![stream.get(first.clone()).unwrap_or_default()];
    let mut at = first.end;
    while let Some(next) = record(stream, at)?.filter(|next| next.kind == kind::CONTINUE) {
        at = next.content.end;
        parts.push(stream.get(next.content).unwrap_or_default());
        if parts.len() > MAX_CONTINUED {
            return Err(SheetError::Broken);
        }
    }
    let mut parts = parts.into_iter();
    let table = parts
        .next()
        .and_then(|part| part.get(8..))
        .ok_or(SheetError::Broken)?;
    let mut texts = Texts {
        part: table,
        rest: parts,
    };
    let mut lengths = Vec::new();
    while texts.more() {
        lengths.push(texts.pass()?);
    }
    Ok(lengths)
}

/// The table of shared texts, read from the front.
struct Texts<'a, I> {
    part: &'a [u8],
    rest: I,
}

impl<'a, I: Iterator<Item = &'a [u8]>> Texts<'a, I> {
    fn more(&mut self) -> bool {
        while self.part.is_empty() {
            match self.rest.next() {
                Some(part) => self.part = part,
                None => return false,
            }
        }
        true
    }

    /// Passes one text and gives its length in characters.
    fn pass(&mut self) -> Result<u16, SheetError> {
        let length = word(self.part, 0)?;
        let flags = *self.part.get(2).ok_or(SheetError::Broken)?;
        self.skip_here(3)?;
        let mut extra = 0;
        if flags & 0x08 != 0 {
            extra += usize::from(word(self.part, 0)?) * 4;
            self.skip_here(2)?;
        }
        if flags & 0x04 != 0 {
            extra += double_word(self.part, 0)?;
            self.skip_here(4)?;
        }
        self.pass_characters(usize::from(length), flags)?;
        while extra > 0 {
            if !self.more() {
                return Err(SheetError::Broken);
            }
            let here = extra.min(self.part.len());
            self.skip_here(here)?;
            extra -= here;
        }
        Ok(length)
    }

    fn pass_characters(&mut self, mut left: usize, mut flags: u8) -> Result<(), SheetError> {
        loop {
            let width = if flags & 1 == 0 { 1 } else { 2 };
            let here = left.min(self.part.len() / width);
            self.skip_here(here * width)?;
            left -= here;
            if left == 0 {
                return Ok(());
            }
            // Half a character before the cut would be read differently by the parser.
            if !self.part.is_empty() || !self.more() {
                return Err(SheetError::Broken);
            }
            flags = *self.part.first().ok_or(SheetError::Broken)?;
            self.skip_here(1)?;
        }
    }

    /// Skips bytes that may not run over the part's end.
    fn skip_here(&mut self, count: usize) -> Result<(), SheetError> {
        self.part = self.part.get(count..).ok_or(SheetError::Broken)?;
        Ok(())
    }
}

#[cfg(test)]
#[path = "biff_tests.rs"]
mod tests;
