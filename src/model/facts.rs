//! stub
use crate::diag::Finding;
use crate::text::{Span, han::Reading};
use std::sync::Arc;
#[derive(Debug, Clone, Default)]
pub struct Facts {
    pub headings: Vec<Heading>,
    pub links: Vec<Link>,
    pub fences: Vec<Fence>,
    pub citations: Vec<Citation>,
    pub excerpt: Arc<str>,
    pub reading: Reading,
}
#[derive(Debug, Clone)]
pub struct Heading {
    pub level: u8,
    pub id: Arc<str>,
    pub text: Arc<str>,
    pub span: Span,
}
#[derive(Debug, Clone)]
pub struct Link {
    pub span: Span,
    pub dest: Box<str>,
    pub image: bool,
    pub in_heading: bool,
}
#[derive(Debug, Clone)]
pub struct Fence {
    pub info: Box<str>,
    pub span: Span,
    pub content: Span,
}
#[derive(Debug, Clone)]
pub struct Citation {
    pub title: Span,
    pub span: Span,
    pub articles: Vec<CitedArticle>,
    pub linkable: bool,
}
#[derive(Debug, Clone)]
pub struct CitedArticle {
    pub number: Box<str>,
    pub span: Span,
}
pub fn gather(_body: &str, _base: u32, _path: &Arc<str>, _findings: &mut Vec<Finding>) -> Facts {
    Facts::default()
}

pub fn heading_id(t: &str) -> String { t.to_owned() }
