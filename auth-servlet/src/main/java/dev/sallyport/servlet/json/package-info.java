/**
 * Strict JSON of request bodies and answers: {@link dev.sallyport.servlet.json.JsonBody} reads one object and names every faulty
 * field, {@link dev.sallyport.servlet.json.JsonWriter} writes one. Start at {@link dev.sallyport.servlet.json.JsonBody}. Knows no
 * HTTP.
 */
@NullMarked
package dev.sallyport.servlet.json;

import org.jspecify.annotations.NullMarked;
