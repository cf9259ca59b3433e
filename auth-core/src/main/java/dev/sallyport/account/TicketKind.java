package dev.sallyport.account;

/** Purpose of a ticket, which works for no other. */
public enum TicketKind {
    /** Sets the password of an account that an operator created. */
    ENROL,
    /** Replaces a forgotten password. */
    RESET,
    /** Proves that the account's address belongs to its holder. */
    VERIFY_EMAIL,
    /** Creates the account of somebody who registered, and sets its password. */
    REGISTER
}
