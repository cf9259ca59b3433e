/**
 * Documents about the endpoints for machines: OpenAPI and a Postman collection. Written from the routes, their rules and what they say of
 * themselves, so that they cannot disagree with what is enforced. Start at {@link dev.sallyport.servlet.describe.DescriptionProfile}.
 */
@NullMarked
package dev.sallyport.servlet.describe;

import org.jspecify.annotations.NullMarked;
