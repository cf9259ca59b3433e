package dev.sallyport.change;

import java.util.List;

/** What holds something that a change makes wrong. Called by several threads, also at once. */
public interface ChangeListener {
    /** @param changes of this node or another one, in order; they are committed */
    void changed(List<Change> changes);

    /** Changes may have been missed: nothing that was known before holds any more. */
    void everythingChanged();
}
