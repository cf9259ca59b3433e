package dev.sallyport.servlet.json;

import dev.sallyport.servlet.shape.Members;
import dev.sallyport.servlet.shape.Scalar;

/**
 * The members that a route declares, compared with those that its handler reads.
 *
 * @param members of the body
 */
record DeclaredMembers(Members members) {
    /** @throws AssertionError when a member is read that is not declared */
    void require(String name) {
        if (members.member(name) == null && members.others() == null) {
            throw new AssertionError("The member " + name + " is read, and no shape of the route declares it");
        }
    }

    /** @throws AssertionError when a text is read up to another length than the declared one */
    void require(String name, int maxLength) {
        if (members.member(name) instanceof Scalar shape && !shape.isInstant()) {
            Long max = shape.maxLength();
            if (max == null || max != maxLength) {
                throw new AssertionError("The member " + name + " is read up to " + maxLength
                        + " characters, and declared up to " + max);
            }
        }
    }
}
