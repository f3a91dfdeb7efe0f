import { Component, type ReactNode } from 'react';
import { Failure } from '../components/failure.tsx';

interface Props {
  readonly children: ReactNode;
}

/** Shows a fault of a screen in its place; the rest of the window goes on. */
export class ErrorBoundary extends Component<Props, { readonly error: unknown }> {
  override readonly state = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return <Failure error={error} onRetry={() => this.setState({ error: null })} />;
  }
}
