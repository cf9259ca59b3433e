package dev.sallyport.servlet.guard.start;

import org.jspecify.annotations.Nullable;

/**
 * The servlet that a request will reach. Immutable; keeps no reference to its class.
 *
 * @param servlet its name; null when nobody knows it
 * @param resource its mapping, such as {@code /api/reports/*}, for counts and records
 */
public record Target(@Nullable String servlet, String resource, ServletRule rules) {}
