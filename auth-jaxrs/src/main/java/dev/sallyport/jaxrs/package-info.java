/**
 * The annotations on resource methods: {@link dev.sallyport.jaxrs.SallyportFeature}, registered with a JAX-RS application, decides
 * about each of its methods by the same rules as the filter decides about servlets. The filter stays in front: it authenticates,
 * counts the general limits, and leaves the demand to the method's rule.
 */
@NullMarked
package dev.sallyport.jaxrs;

import org.jspecify.annotations.NullMarked;
