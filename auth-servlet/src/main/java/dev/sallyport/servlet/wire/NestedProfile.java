package dev.sallyport.servlet.wire;

/**
 * A profile that stands beside the application's own, below a mount that can lie within that of the standard endpoints: {@code
 * /auth/admin} within {@code /auth}. Implementations are immutable.
 */
public interface NestedProfile extends WireProfile {
    /** Names the setting that mounts it, for messages. */
    String setting();
}
