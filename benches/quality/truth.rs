//! The correct answers for a library: which articles tell the same story, and which are copies of one another.
//!
//! `truth.json` holds `articles: {slug: {cluster}}` and `near_duplicates: [[copy, original, …], …]`.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

#[derive(Debug, Default)]
pub struct Truth {
    /// Story by slug.
    pub stories: HashMap<String, u64>,
    /// Copies with their originals.
    pub copies: Vec<(String, String)>,
}

impl Truth {
    pub fn read(folder: &Path) -> Truth {
        let json: serde_json::Value = serde_json::from_str(&fs::read_to_string(folder.join("truth.json")).unwrap()).unwrap();
        let stories = json["articles"].as_object().unwrap().iter();
        let pair = |p: &serde_json::Value| (p[0].as_str().unwrap().to_owned(), p[1].as_str().unwrap().to_owned());
        Truth {
            stories: stories.map(|(slug, a)| (slug.clone(), a["cluster"].as_u64().unwrap())).collect(),
            copies: json["near_duplicates"].as_array().unwrap().iter().map(pair).collect(),
        }
    }
}
