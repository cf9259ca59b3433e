package dev.sallyport.user;

import dev.sallyport.secret.Secret;
import java.util.Optional;

/**
 * The user whom a login names, read once when it begins, and the check of their password. Whether they changed meanwhile is told by
 * the change log when the login opens something. For one login on one thread.
 */
public interface LoginSubject {
    /** Empty when the name is unknown. */
    Optional<User> user();

    /**
     * A text that changes with the password and tells nothing of it; empty for an unknown name, and where a directory keeps the
     * passwords.
     */
    default String passwordMark() {
        return "";
    }

    /**
     * Tells whether this is their password; after the same work for an unknown name, which answers false.
     *
     * @throws HashingBusyException when too many passwords are being hashed
     * @throws dev.sallyport.change.StoreException when the users' directory fails
     */
    boolean passwordMatches(Secret password);

    /**
     * Tells the directory that the login went through with the password that matched last: the place for what a right password makes
     * possible, such as a stronger hash. Nothing happens when none matched. Throws what the directory throws.
     */
    void accepted();
}
