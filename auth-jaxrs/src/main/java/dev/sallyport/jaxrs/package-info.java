/**
 * JAX-RS integration: {@link dev.sallyport.jaxrs.SallyportFeature}, registered with an application, decides about each resource
 * method by the rules that the filter applies to servlets. The filter stays in front: it authenticates, counts the general limits,
 * and leaves the demand to the method's rule. Start at {@link dev.sallyport.jaxrs.SallyportFeature}.
 */
@NullMarked
package dev.sallyport.jaxrs;

import org.jspecify.annotations.NullMarked;
