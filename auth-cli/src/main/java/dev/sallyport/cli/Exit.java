package dev.sallyport.cli;

/** Exit codes; docs/operations.md lists them. */
final class Exit {
    static final int OK = 0;
    /** The command was refused, the item was not found, or a check failed. */
    static final int REFUSED = 1;

    static final int USAGE = 2;
    /** The database is unreachable or failed. */
    static final int DATABASE = 3;
    /** A setting is missing or wrong: the master key, the issuer, the schema. */
    static final int CONFIGURATION = 4;
    /** An unexpected failure: a bug. */
    static final int UNEXPECTED = 5;

    private Exit() {}
}
