package dev.sallyport.store.redis;

/** There is no connection at the moment; nothing was sent. */
final class NotConnectedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotConnectedException() {
        super("Not connected", null, false, false);
    }
}
