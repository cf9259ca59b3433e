package dev.sallyport.outcome;

/**
 * One fault of one field of a request. The message never repeats the value.
 *
 * @param field the member's name as the request spells it
 * @param code a stable word for programs: {@code required}, {@code invalid}, {@code too_long}, {@code unknown}, …
 * @param message one sentence for people
 */
public record FieldError(String field, String code, String message) {}
