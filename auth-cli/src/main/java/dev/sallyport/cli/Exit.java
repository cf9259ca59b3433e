package dev.sallyport.cli;

/** Exit codes; docs/operations.md lists them. */
final class Exit {
    static final int OK = 0;
    /** Refused, not found, or a check that found something. */
    static final int REFUSED = 1;

    static final int USAGE = 2;
    /** The database cannot be reached, or failed. */
    static final int DATABASE = 3;
    /** A setting is missing or wrong: the master key, the issuer, the schema. */
    static final int CONFIGURATION = 4;
    /** None of these: a mistake of ours. */
    static final int UNEXPECTED = 5;

    private Exit() {}
}
