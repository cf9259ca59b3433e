package dev.sallyport.account;

/** Purpose of a ticket; a ticket of another kind does nothing. */
public enum TicketKind {
    /** Sets the password of an account that an operator made. */
    ENROL,
    /** Sets a new password where the old one is forgotten. */
    RESET,
    /** Shows that the account's address is theirs who hold the account. */
    VERIFY_EMAIL,
    /** Makes an account for who registered with an address, and sets its password. */
    REGISTER
}
