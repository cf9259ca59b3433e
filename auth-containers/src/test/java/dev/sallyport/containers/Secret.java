package dev.sallyport.containers;

import dev.sallyport.access.RequiresScope;

/** What no attack may enter. */
@RequiresScope("secret:read")
public final class Secret extends Recording {
    private static final long serialVersionUID = 1L;
}
