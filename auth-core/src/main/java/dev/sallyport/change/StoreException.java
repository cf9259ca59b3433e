package dev.sallyport.change;

/** The backend failed or could not be reached. The message never has a credential or a bound argument. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
