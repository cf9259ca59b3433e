package dev.sallyport.servlet.rule;

/**
 * What holds for one method, and what the method is called. Immutable.
 *
 * @param name of the method, for counts and records
 */
public record NamedRule(String name, MethodRule rule) {}
