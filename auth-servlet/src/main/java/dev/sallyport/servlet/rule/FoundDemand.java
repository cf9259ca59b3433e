package dev.sallyport.servlet.rule;

import dev.sallyport.access.AccessRule;

/**
 * A demand, and how far up the ancestry it stands. Immutable.
 *
 * @param level 0 is the class itself, 1 its interfaces, 2 its superclass, and so on
 * @param where the element's name, for messages
 */
public record FoundDemand(AccessRule demand, int level, String where) {}
