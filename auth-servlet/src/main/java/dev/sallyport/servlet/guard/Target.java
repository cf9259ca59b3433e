package dev.sallyport.servlet.guard;

/**
 * The servlet that a request will reach. Immutable; keeps no reference to its class.
 *
 * @param resource its mapping, such as {@code /api/reports/*}, for counts and records
 */
record Target(String resource, Rules rules) {}
