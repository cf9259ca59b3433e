package dev.sallyport.cli;

/** A command that cannot be done as asked; its message says why. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
        super(message);
    }
}
