package dev.sallyport.json;

/**
 * The bounds of a JSON object that comes from outside. Immutable.
 *
 * @param maxDepth the deepest nesting, the outermost object included
 * @param maxName of a member's name, in characters
 * @param maxString of a string, in characters
 * @param maxNumber of a number as it is written, in characters
 * @param maxValues the most members and elements in all
 */
public record JsonLimits(int maxDepth, int maxName, int maxString, int maxNumber, int maxValues) {
    /** @throws IllegalArgumentException when one is not positive */
    public JsonLimits {
        if (maxDepth < 1 || maxName < 1 || maxString < 1 || maxNumber < 1 || maxValues < 1) {
            throw new IllegalArgumentException("Limits of JSON must be positive");
        }
    }
}
