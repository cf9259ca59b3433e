package dev.sallyport.change;

/**
 * Tells the other nodes that the {@link ChangeLog} has something new, so that they look at once and not only at their next turn.
 * Safe for use by many threads.
 *
 * <p>Nothing rests on it: a signal that is lost, late, doubled or forged costs time or one needless look, never a wrong answer. So
 * it carries no content, and an implementation need not deliver while its network is down; it connects again by itself.
 */
public interface ChangeSignal extends AutoCloseable {
    /**
     * Begins to listen, once, in the background: a network that is down is no failure here.
     *
     * @param wake to be called from any thread when a node published, this one included, and whenever signals may have been
     *     missed, such as after connecting again; it returns at once and never fails
     */
    void subscribe(Runnable wake);

    /**
     * Called after each commit that changed something, on the thread that committed: returns without waiting for the network.
     * Does nothing where the commit itself tells the others.
     */
    void publish();

    /** Ends listening and its threads; releases what this signal itself opened. Closing twice does nothing. */
    @Override
    void close();
}
