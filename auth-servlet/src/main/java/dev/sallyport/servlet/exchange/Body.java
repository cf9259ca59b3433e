package dev.sallyport.servlet.exchange;

/** What came of the body of a request. Immutable, as long as nobody writes to the bytes. */
public final class Body {
    /** How it ended. */
    public enum State {
        /** All of it is here, and it is not too large. */
        WHOLE,
        /** All of it came, or so much that nobody waited for the rest, and it is too large. */
        TOO_LARGE,
        /** It was not here in time. */
        TOO_SLOW,
        /** Too many others were waited for. */
        NO_PLACE,
        /** The client went away. */
        BROKEN
    }

    /** The largest body, in bytes. */
    public static final int MAX_BYTES = 64 * 1024;

    private static final byte[] NOTHING = new byte[0];
    static final Body EMPTY = new Body(State.WHOLE, NOTHING, true);

    private final State state;
    private final byte[] bytes;
    private final boolean isAtEnd;

    private Body(State state, byte[] bytes, boolean isAtEnd) {
        this.state = state;
        this.bytes = bytes;
        this.isAtEnd = isAtEnd;
    }

    static Body whole(byte[] bytes) {
        return new Body(State.WHOLE, bytes, true);
    }

    /** @param isAtEnd whether nothing of it is left to be read */
    static Body without(State state, boolean isAtEnd) {
        return new Body(state, NOTHING, isAtEnd);
    }

    /** Of which nobody waits for the rest. */
    static Body without(State state) {
        return without(state, false);
    }

    public State state() {
        return state;
    }

    public boolean isWhole() {
        return state == State.WHOLE;
    }

    /** All of them when it is whole; else none. */
    public byte[] bytes() {
        return bytes;
    }

    boolean isAtEnd() {
        return isAtEnd;
    }
}
