package dev.sallyport.user;

import java.nio.ByteBuffer;

/**
 * A kind of attempts, with slots of its own: wrong secrets of made-up clients never touch the budgets of people, and nobody who
 * is a stranger reaches those of somebody who is logged in. Together they have all of {@link AttemptStore#SLOTS}.
 *
 * <p>The slots of people that version 1.0 used for accounts, devices and padding are where they were, so that nodes of both
 * versions count together while one replaces the other.
 *
 * <p>See decision 0095.
 */
record AttemptPurpose(Slots addresses, Slots networks, Slots accounts, Slots devices) {
    /** Logins with a password. Every guess costs a hash, which bounds how fast these slots can be filled. */
    static final AttemptPurpose PEOPLE = new AttemptPurpose(
            new Slots(65_536, 131_072),
            new Slots(196_608, 32_768),
            new Slots(32_768, 16_384),
            new Slots(49_152, 15_360));

    /** Secrets of clients, which cost no hash and may be of clients that do not exist. */
    static final AttemptPurpose CLIENTS =
            new AttemptPurpose(new Slots(0, 16_384), new Slots(16_384, 8_192), new Slots(24_576, 8_192), Slots.NONE);

    /** Codes, after a right password. */
    static final AttemptPurpose SECOND_FACTORS =
            new AttemptPurpose(new Slots(229_376, 8_192), Slots.NONE, new Slots(237_568, 8_192), Slots.NONE);

    /** Passwords that somebody who is logged in shows again. */
    static final AttemptPurpose CONFIRMATIONS =
            new AttemptPurpose(new Slots(245_760, 8_192), Slots.NONE, new Slots(253_952, 8_192), Slots.NONE);

    /** Written by attempts that have nothing to count, and read by nobody. */
    static final Slots PADDING = new Slots(64_512, 1_024);

    /** Neighbouring slots. */
    record Slots(int first, int size) {
        static final Slots NONE = new Slots(0, 0);

        boolean isEmpty() {
            return size == 0;
        }

        int of(byte[] digest) {
            return of(ByteBuffer.wrap(digest).getLong());
        }

        int of(long number) {
            return first + (int) Long.remainderUnsigned(number, size);
        }
    }
}
