/**
 * Profiles and what they have in common: a {@link dev.sallyport.servlet.wire.WireProfile} says which endpoints there are and how
 * answers look, {@link dev.sallyport.servlet.wire.Endpoints} finds the route of a request, reads its body and writes its answer. The
 * filter has decided before who may call a route. Start at {@link dev.sallyport.servlet.wire.WireProfile}.
 */
@NullMarked
package dev.sallyport.servlet.wire;

import org.jspecify.annotations.NullMarked;
