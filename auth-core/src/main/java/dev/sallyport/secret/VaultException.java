package dev.sallyport.secret;

/** A sealed value cannot be opened. The message names the value's place and what to do, never what was in it. */
public final class VaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    VaultException(String message) {
        super(message);
    }
}
