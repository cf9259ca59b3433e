package dev.sallyport.user;

/** A stored password hash, parsed and found to be within bounds; nothing large was allocated for it yet. Immutable. */
interface PasswordHash {
    /** What a single hash may ask for: beyond it a stored text could take the machine's memory. */
    int MAX_MEMORY_KIB = 256 * 1024;

    /** Computes the hash of the password anew and compares in constant time. */
    boolean matches(byte[] password);

    /** Tells whether it is what would be written today, or stronger. */
    boolean isCurrent();

    /** Tells whether it costs exactly what one that is written today costs. */
    default boolean isNew() {
        return false;
    }

    /** What decides how long {@link #matches} takes. */
    HashWork work();

    /** What {@link #matches} allocates, in KiB. */
    int memoryKib();
}
