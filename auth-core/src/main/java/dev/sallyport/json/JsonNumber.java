package dev.sallyport.json;

/**
 * A number as it is written; turning it into a value is left to the code that knows the range. Immutable.
 *
 * @param text the digits, as they came
 * @param isWhole whether it has neither a fraction nor an exponent
 */
public record JsonNumber(String text, boolean isWhole) {}
