package dev.sallyport.servlet.guard;

import jakarta.servlet.ServletContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Checks that wait for the gate of a context to open. Safe for use by many threads. */
public final class GateOpening {
    private static final String ATTRIBUTE = "dev.sallyport.servlet.gateOpening";

    private final List<Consumer<ResourceGate>> waiting = new ArrayList<>();
    private @Nullable ResourceGate gate;

    private GateOpening() {}

    /** That of the context; whatever else an application puts under the attribute's name is replaced. */
    public static GateOpening of(ServletContext context) {
        synchronized (GateOpening.class) {
            if (context.getAttribute(ATTRIBUTE) instanceof GateOpening known) {
                return known;
            }
            GateOpening made = new GateOpening();
            context.setAttribute(ATTRIBUTE, made);
            return made;
        }
    }

    /**
     * Calls it with the gate of the context: at once where there is one, otherwise while that opens. What it throws then keeps the
     * gate shut.
     */
    public synchronized void whenOpen(Consumer<ResourceGate> check) {
        if (gate == null) {
            waiting.add(check);
        } else {
            check.accept(gate);
        }
    }

    synchronized void open(ResourceGate opened) {
        waiting.forEach(check -> check.accept(opened));
        waiting.clear();
        gate = opened;
    }
}
