/**
 * Request bodies as JSON: {@link dev.sallyport.servlet.json.JsonBody} checks the members of one object and names every faulty
 * field. Start there. Knows no HTTP.
 */
@NullMarked
package dev.sallyport.servlet.json;

import org.jspecify.annotations.NullMarked;
