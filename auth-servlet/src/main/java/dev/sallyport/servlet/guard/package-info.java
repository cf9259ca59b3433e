/**
 * The guard: from a request to the servlet that may see it. Its floor plan:
 *
 * <pre>
 *   request ──► PathSentry ──► Gate ──────────────────────────► chain, or an endpoint
 *               (whole         │  address/  who asks: the peer, or whom trusted proxies name
 *                context)      │  path/     is the path plain, what does it spell, which pattern has it
 *                              │  start/    which servlet is reached, and the rule that was read of it
 *                              ▼  decide/   credential, limits, rule; admitted, or refused and answered
 *               ResourceGate ──┘            the same for methods inside a servlet (JAX-RS, MethodGuard)
 * </pre>
 *
 * <p>This room has the doors: {@link dev.sallyport.servlet.guard.GateFactory} reads the application at the start and makes the
 * {@link dev.sallyport.servlet.guard.Gate}, in which the order of the steps stands; {@link dev.sallyport.servlet.guard.PathSentry}
 * stands before the whole context; {@link dev.sallyport.servlet.guard.ResourceGate} decides about methods inside a servlet; {@link
 * dev.sallyport.servlet.guard.GateOpening} lets a framework wait for it. The rooms behind know each other in this order only:
 * {@code decide} knows {@code start}, {@code path} and {@code address}; {@code start} knows {@code path}. Start reading at {@code
 * Gate.pass}. Exported to {@code sallyport-jaxrs} only.
 */
@NullMarked
package dev.sallyport.servlet.guard;

import org.jspecify.annotations.NullMarked;
