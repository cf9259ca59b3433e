package dev.sallyport.activity;

import dev.sallyport.caller.Caller;
import dev.sallyport.log.RareLines;
import dev.sallyport.outcome.Refusal;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Passes each event on to all listeners. Safe for use by many threads. Without a listener it costs the read of a field; reporting an
 * admitted request allocates nothing.
 */
public final class Activity implements ActivityListener {
    private static final ActivityListener[] NOBODY = {};

    private final RareLines failures = new RareLines(System.getLogger(Activity.class.getName()));
    private volatile ActivityListener[] listeners = NOBODY;

    /** Creates an instance without listeners. */
    public Activity() {}

    /** Adds a listener, which hears all later events. */
    public synchronized void listen(ActivityListener more) {
        ActivityListener[] changed = Arrays.copyOf(listeners, listeners.length + 1);
        changed[listeners.length] = more;
        listeners = changed;
    }

    // Without a lambda, since this is on the path of every request.
    @Override
    public void admitted(Presented credential, @Nullable Caller caller) {
        for (ActivityListener each : listeners) {
            try {
                each.admitted(credential, caller);
            } catch (RuntimeException e) {
                failed(e);
            }
        }
    }

    @Override
    public void refused(Presented credential, Refusal.Cause cause) {
        tell(each -> each.refused(credential, cause));
    }

    @Override
    public void refusedInside(Refusal.Cause cause) {
        tell(each -> each.refusedInside(cause));
    }

    @Override
    public void loggedIn(LoginWay way) {
        tell(each -> each.loggedIn(way));
    }

    @Override
    public void loginRefused(LoginWay way, Refusal.Cause cause) {
        tell(each -> each.loginRefused(way, cause));
    }

    @Override
    public void limitReached(LimitedWork work) {
        tell(each -> each.limitReached(work));
    }

    private void tell(Consumer<ActivityListener> word) {
        for (ActivityListener each : listeners) {
            try {
                word.accept(each);
            } catch (RuntimeException e) {
                failed(e);
            }
        }
    }

    private void failed(RuntimeException cause) {
        failures.log(Level.ERROR, "An activity listener failed", cause);
    }
}
