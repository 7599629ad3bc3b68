/* Nothing to call: linking this is all it takes. */
