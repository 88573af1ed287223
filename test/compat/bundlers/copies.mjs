// Three copies of the protocol in one process, one after the other.
import './v1.mjs';
import './v2.mjs';
import './required.cjs';
