package dev.sallyport.servlet.rule;

/**
 * What holds for one method, and what the method is called. Immutable.
 *
 * <p>See decision 0069.
 *
 * @param name of the method, for counts and records
 */
public record NamedRule(String name, MethodRule rule) {}
