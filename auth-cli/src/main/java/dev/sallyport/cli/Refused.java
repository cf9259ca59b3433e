package dev.sallyport.cli;

/** Thrown when a command is refused; the message says why. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
        super(message);
    }
}
