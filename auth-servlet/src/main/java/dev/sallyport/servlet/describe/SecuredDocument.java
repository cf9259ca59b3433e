package dev.sallyport.servlet.describe;

import java.util.List;

/**
 * An application's own OpenAPI document with the rules that are enforced. Immutable.
 *
 * @param json the document
 * @param mismatches where the document and the rules disagree, one sentence each; a build may fail on them
 */
public record SecuredDocument(String json, List<String> mismatches) {
    public SecuredDocument {
        mismatches = List.copyOf(mismatches);
    }
}
