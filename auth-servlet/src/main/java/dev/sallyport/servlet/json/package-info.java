/**
 * Request bodies in and answers out as JSON, strictly: {@link dev.sallyport.servlet.json.JsonBody} reads one object and names
 * every faulty field, {@link dev.sallyport.servlet.json.JsonWriter} writes one. Knows nothing of HTTP.
 */
@NullMarked
package dev.sallyport.servlet.json;

import org.jspecify.annotations.NullMarked;
