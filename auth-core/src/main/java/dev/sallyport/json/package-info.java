/**
 * JSON (RFC 8259), strictly: {@link dev.sallyport.json.JsonReader} reads one object within bounds, {@link
 * dev.sallyport.json.JsonWriter} writes one. The only package that knows the JSON library. Start at
 * {@link dev.sallyport.json.JsonReader}.
 */
@NullMarked
package dev.sallyport.json;

import org.jspecify.annotations.NullMarked;
