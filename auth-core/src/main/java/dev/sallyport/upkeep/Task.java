package dev.sallyport.upkeep;

import java.time.Duration;

/**
 * Work that is done again and again.
 *
 * @param what completes the sentence "Could not …"
 * @param period from the end of one turn to the begin of the next
 */
public record Task(String what, Duration period, Runnable work) {}
