package dev.sallyport.jaxrs;

import dev.sallyport.caller.Caller;
import org.jboss.resteasy.core.ResteasyContext;

/** Gives {@code @Context Caller} to resource methods in RESTEasy; loaded there only. Without state. */
final class ResteasyCallers {
    private ResteasyCallers() {}

    static void push(Caller caller) {
        ResteasyContext.pushContext(Caller.class, caller);
    }
}
