/** Endpoints for the probes of a platform. Start at {@link dev.sallyport.servlet.probe.ProbeProfile}. */
@NullMarked
package dev.sallyport.servlet.probe;

import org.jspecify.annotations.NullMarked;
