// server-everything listens on every interface and cannot be told otherwise. For the length of the demo it is kept to
// loopback, and tells its parent which free port it got.
const { Server } = require('node:net');

const { listen } = Server.prototype;
Server.prototype.listen = function listenOnLoopback(port, ...rest) {
  this.once('listening', () => process.send?.({ port: this.address().port }));
  return listen.call(this, { port: Number(port), host: '127.0.0.1' }, ...rest);
};
